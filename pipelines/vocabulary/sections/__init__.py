"""The sections of a language's file, one module each: what may be said there and what it means."""
