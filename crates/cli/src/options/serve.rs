//! The options of `serve`.

use super::USUAL_ARCHIVE;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ServeOptions {
    /// The folder of the archive
    #[arg(value_name = "DIR", default_value = USUAL_ARCHIVE)]
    pub(crate) folder: PathBuf,
    /// Address and port; port 0 takes any that is free
    ///
    /// The room answers to this computer only. Another address than a loopback one needs --token-file.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8417")]
    pub(crate) listen: SocketAddr,
    /// A file with the token that guards the room
    ///
    /// Whoever has the token may read: in a browser once as ?token=…, in a program as a bearer token. There is no
    /// encryption: beyond a network you trust, put a server with HTTPS before the room.
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
}
