//! A web archive to measure on, made of the pages at hand: each stands in it many times, under an address of its own.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::page_sets::PageSet;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Records of pages.
pub(crate) const PAGES: usize = 20_000;

/// The archive, made when it is not there yet.
pub(crate) fn archive(data: &Data) -> Result<PathBuf, Fault> {
    let path = scratch("bench")?.join("pages.warc.gz");
    if path.exists() {
        return Ok(path);
    }
    println!("making an archive of {PAGES} pages");
    let pages: Vec<String> = PageSet::development(data)?.pages()?.into_iter().map(|page| page.text).collect();
    let partial = path.with_extension("partial");
    let mut file = BufWriter::new(File::create(&partial)?);
    let numbers: Vec<usize> = (0..PAGES).collect();
    for some in numbers.chunks(256) {
        let members: Vec<Vec<u8>> = some.par_iter().map(|&number| member(number, &pages)).collect::<Result<_, _>>()?;
        members.iter().try_for_each(|member| file.write_all(member))?;
    }
    file.into_inner().map_err(|error| error.into_error())?.sync_all()?;
    std::fs::rename(&partial, &path)?;
    Ok(path)
}

/// A response with one of the pages, as a gzip member.
fn member(number: usize, pages: &[String]) -> std::io::Result<Vec<u8>> {
    let page = &pages[number % pages.len()];
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", page.len());
    let mut member = GzEncoder::new(Vec::new(), Compression::new(6));
    write!(
        member,
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://outlet-{}.example/{number}\r\n\
         WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}",
        number % pages.len(),
        http.len() + page.len()
    )?;
    member.write_all(page.as_bytes())?;
    member.write_all(b"\r\n\r\n")?;
    member.finish()
}
