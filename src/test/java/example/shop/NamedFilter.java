package example.shop;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Declared in {@code web.xml} under a name that Snapdock's own WAR has for a filter. */
public class NamedFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ((HttpServletResponse) response)
                .addHeader("X-Shop-Dispatch", request.getDispatcherType().name());
        chain.doFilter(request, response);
    }
}
