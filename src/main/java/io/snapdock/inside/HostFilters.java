package io.snapdock.inside;

import io.snapdock.web.ContextPath;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names the host's filters that let no photo and no event through, once, when the application starts. All of those go by asynchronous requests, and a request is none
 * when a filter before it does not say that it supports them (Jakarta Servlet 6.0, 2.3.3.3): the call ends with 500 and a long trace that names no filter.
 */
@WebListener
public class HostFilters implements ServletContextListener {

    private static final Logger LOG = System.getLogger(HostFilters.class.getName());
    private static final String OURS = "io.snapdock.";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Map<String, Optional<Boolean>> declared = FilterDescriptors.of(context);
        String names = context.getFilterRegistrations().values().stream()
                .filter(filter -> !filter.getClassName().startsWith(OURS))
                .filter(filter -> coversUs(filter, ContextPath.below(context)))
                .filter(filter -> !isAsync(filter, declared, context))
                .map(filter -> filter.getName() + " (" + filter.getClassName() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "Filters of this application let no photos and events of Snapdock through, as they do not say that they support asynchronous requests"
                            + " (async-supported in web.xml, asyncSupported of @WebFilter): {0}",
                    names);
        }
    }

    private static boolean coversUs(FilterRegistration filter, String below) {
        return filter.getUrlPatternMappings().stream()
                .anyMatch(pattern -> pattern.equals("/*") || pattern.startsWith(below + "/"));
    }

    /** What the descriptor says counts, and what it leaves open the annotation says (Jakarta Servlet 6.0, 8.2.3). Of a filter that a program added nobody can tell. */
    private static boolean isAsync(
            FilterRegistration filter, Map<String, Optional<Boolean>> declared, ServletContext context) {
        Optional<Boolean> said = declared.getOrDefault(filter.getName(), Optional.empty());
        return said.or(() -> annotated(filter, context)).orElse(!declared.containsKey(filter.getName()));
    }

    private static Optional<Boolean> annotated(FilterRegistration filter, ServletContext context) {
        try {
            Class<?> type = Class.forName(filter.getClassName(), false, context.getClassLoader());
            return Optional.ofNullable(type.getAnnotation(WebFilter.class))
                    .filter(it -> filter.getName()
                            .equals(it.filterName().isEmpty() ? filter.getClassName() : it.filterName()))
                    .map(WebFilter::asyncSupported);
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.DEBUG, "The class of the filter {0} is not to be had.", filter.getName());
            return Optional.empty();
        }
    }
}
