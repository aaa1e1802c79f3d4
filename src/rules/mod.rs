//! Rule files: read, check, merge, disable; validators; examples and their runner.
