"""HTTP: the assistant for programs and for the web page. Knows every step, is known by none."""
