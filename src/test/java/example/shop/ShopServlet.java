package example.shop;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A page that is written by hand; with its own session, error and table. */
@WebServlet("/servlet/*")
public class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Sales sales;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        switch (String.valueOf(request.getPathInfo())) {
            case "/sold" -> response.getWriter().println(sales.sell(request.getContextPath()));
            case "/session" -> response.getWriter().println(request.getSession().isNew());
            case "/refused" -> response.sendError(409, "refused");
            case "/failing" -> throw new IllegalStateException("failing");
            default -> response.getWriter().println("<p>" + request.getRequestURI() + "</p>");
        }
    }
}
