package example.damages;

import jakarta.servlet.http.HttpServletRequest;

/** Who is at the desktop. */
final class Person {

    private Person() {}

    /** Whom the server has let in. This example has no login, so that it runs on every server as it is: all are one person here. */
    static String of(HttpServletRequest request) {
        var name = request.getRemoteUser();
        return name == null ? "demo" : name;
    }
}
