package io.snapdock.inside;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page for the desktop, at an address that says so with a slash at its end: the page's own addresses are relative to it. */
public class DesktopPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getServletPath().endsWith("/")) {
            request.getRequestDispatcher("/snapdock/index.html").forward(request, response);
        } else {
            response.sendRedirect(request.getContextPath() + "/snapdock/");
        }
    }
}
