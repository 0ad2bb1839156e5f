//! What other systems may rely on: the files beside this one, written by hand, and the words at every offset.

mod attention;
mod findings;
mod golden;
mod sample;
mod spans;
