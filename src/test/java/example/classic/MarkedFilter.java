package example.classic;

import jakarta.servlet.annotation.WebFilter;

/** The same by an annotation. */
@WebFilter(filterName = "marked", urlPatterns = "/*")
public class MarkedFilter extends OldFilter {}
