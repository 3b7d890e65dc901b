//! What an operator does, without a window: over real HTTP to a sandbox of its own.

mod lost_answers;
