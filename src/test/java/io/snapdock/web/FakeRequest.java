package io.snapdock.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/** A request that has nothing but headers and a peer's address. */
final class FakeRequest {
    private static final ServletContext CONTEXT = (ServletContext) Proxy.newProxyInstance(
            FakeRequest.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, given) -> method.getName().equals("getContextPath") ? "/snapdock" : null);

    private FakeRequest() {}

    static HttpServletRequest with(Map<String, String> headers) {
        return of("10.0.0.9", headers.entrySet().stream().toList());
    }

    /** @param headers may have a name several times, as lines of a request */
    static HttpServletRequest of(String peer, List<Entry<String, String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, given) -> {
                    List<String> values = given == null
                            ? List.of()
                            : headers.stream()
                                    .filter(header -> header.getKey().equalsIgnoreCase((String) given[0]))
                                    .map(Entry::getValue)
                                    .toList();
                    return switch (method.getName()) {
                        case "getHeader" -> values.isEmpty() ? null : values.get(0);
                        case "getHeaders" -> Collections.enumeration(values);
                        case "getRemoteAddr" -> peer;
                        case "getScheme" -> "http";
                        case "getServerName" -> "desk.example.org";
                        case "getServerPort" -> 8080;
                        case "getServletContext" -> CONTEXT;
                        default ->
                            throw new UnsupportedOperationException(
                                    method.getName().toLowerCase(Locale.ROOT) + Arrays.toString(given));
                    };
                });
    }
}
