"""Claims → claims that know whose work and which person."""
