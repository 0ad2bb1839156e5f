//! `serve`: the reading room in the browser.

use super::add::bring_up;
use crate::Done;
use crate::ask::read_text;
use crate::failure::Failure;
use crate::options::ServeOptions;
use crate::progress::say;
use overshadow::archive::Archive;
use overshadow_serve::{Guard, Room, Served, serve};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub(crate) fn run(options: &ServeOptions) -> Result<Done, Failure> {
    let token = options.token_file.as_deref().map(read_text).transpose()?;
    let guard = Guard::new(token.as_deref().map(str::trim).filter(|token| !token.is_empty()));
    let room = match Room::open(&options.folder)? {
        Some(room) => room,
        None => {
            say("index and stories are not up to the last article: making them first");
            let mut archive = Archive::open_to_change(&options.folder)?;
            if archive.articles()? == 0 {
                return Err(Failure::Usage {
                    code: "archive-empty",
                    message: format!("the archive `{}` holds no article", options.folder.display()),
                    hint: "add some first: overshadow add INPUT --archive DIR".into(),
                });
            }
            bring_up(&mut archive)?;
            Room::open(&options.folder)?.ok_or(overshadow::Error::IndexGone)?
        }
    };
    let served = Served { listen: options.listen, guard };
    let begun = |address| {
        say(&format!("reading room of `{}`: http://{address}/ (end it with Ctrl-C)", options.folder.display()));
    };
    // An interrupt ends the program; the room writes nothing that could be left half done.
    serve(&Arc::new(room), &served, &AtomicBool::new(false), begun).map_err(|error| Failure::Serve(Box::new(error)))?;
    Ok(Done::Found)
}
