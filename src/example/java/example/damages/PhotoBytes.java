package example.damages;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** A stored photo. */
@WebServlet("/photo")
public class PhotoBytes extends HttpServlet {

    @Inject
    private DamageReports reports;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var id = Optional.ofNullable(request.getParameter("photo"));
        var photo = reports.find(request.getParameter("id"), Person.of(request))
                .flatMap(report -> id.flatMap(known -> reports.photo(report.id(), known)));
        if (photo.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var picture = photo.get().picture();
        response.setContentType(photo.get().type());
        response.setContentLength(picture.length);
        response.setHeader("Cache-Control", "private, max-age=86400");
        response.getOutputStream().write(picture);
    }
}
