//! Names to numbers, and only to those that may be asked.
//!
//! The numbers judged here are the ones that are connected to: a name that is looked up twice, with another answer the
//! second time, gains nothing.

use crate::private::is_public;
use std::fmt;
use std::net::IpAddr;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Leaves out numbers that are not of the public network.
#[derive(Debug, Default)]
pub(crate) struct PublicOnly {
    pub(crate) names: DefaultResolver,
}

/// A host that stands for none but private numbers.
#[derive(Debug)]
pub(crate) struct PrivateHost(pub(crate) IpAddr);

impl fmt::Display for PrivateHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not of the public network", self.0)
    }
}

impl std::error::Error for PrivateHost {}

impl Resolver for PublicOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let all = self.names.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        for address in all.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        match (public.is_empty(), all.first()) {
            (false, _) => Ok(public),
            (true, Some(private)) => Err(ureq::Error::Other(Box::new(PrivateHost(private.ip())))),
            (true, None) => Err(ureq::Error::HostNotFound),
        }
    }
}
