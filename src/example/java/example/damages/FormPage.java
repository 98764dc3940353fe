package example.damages;

import io.snapdock.host.SnapdockException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form, in plain HTML: {@code WEB-INF/pages/report.html}. */
@WebServlet("/report")
public class FormPage extends HttpServlet {

    private static final List<String> KINDS = List.of("Hail", "Storm", "Water", "Fire", "Glass", "Collision");

    private static final String NO_PHOTOS = "Add at least one photo of the damage.";

    @Inject
    private DamageReports reports;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var draft = draft(request, response);
        if (draft.isPresent()) {
            show(response, draft.get(), "");
        }
    }

    /** Begins a report, or sends the one that is named. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("id") == null) {
            redirect(response, "report", reports.begin(Person.of(request)));
            return;
        }
        var draft = draft(request, response);
        if (draft.isPresent()) {
            submit(request, response, draft.get());
        }
    }

    /** The report that is named; empty when it was answered already, as there is none, or it is sent: the button was pressed twice, one time after the other. */
    private Optional<Damage> draft(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var report = find(request);
        if (report.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (report.get().isSent()) {
            redirect(response, "stored", report.get());
        }
        return report.filter(one -> !one.isSent());
    }

    private void submit(HttpServletRequest request, HttpServletResponse response, Damage report) throws IOException {
        report.filled(text(request, "kind"), text(request, "place"), text(request, "description"));
        if (!KINDS.contains(report.kind()) || report.place().isBlank()) {
            show(response, report, "Say what has happened, and where.");
            return;
        }
        if (report.place().length() > Damage.MAX_PLACE || report.description().length() > Damage.MAX_DESCRIPTION) {
            show(response, report, "That is too long. Say it in fewer words.");
            return;
        }
        try {
            reports.submit(report, text(request, "photos"));
            redirect(response, "stored", report);
        } catch (SnapdockException e) {
            show(response, report, sentence(e.code()));
        } catch (NoPhotosException e) {
            show(response, report, NO_PHOTOS);
        } catch (IOException e) {
            // In the middle of a photo.
            getServletContext().log("The photos of " + report.id() + " were not copied", e);
            show(response, report, sentence(SnapdockException.UNREACHABLE));
        } catch (RuntimeException e) {
            // The button was pressed twice at the same time: one of the two has stored it.
            if (find(request).filter(Damage::isSent).isPresent()) {
                redirect(response, "stored", report);
                return;
            }
            getServletContext().log("The report " + report.id() + " was not stored", e);
            show(response, report, "The report could not be stored. Nothing is lost: send it again in a minute.");
        }
    }

    /** For the codes of docs/api.md that a person can do something about. */
    private static String sentence(String code) {
        return switch (code) {
            case SnapdockException.DOCK_CHANGED ->
                "The photos changed while you sent the report. Look at them once more and send it again.";
            case "ticket-invalid" -> NO_PHOTOS;
            case SnapdockException.UNREACHABLE ->
                "The photos cannot be reached at the moment. Nothing is lost: send the report again in a minute.";
            default -> "The photos could not be taken over (" + code + "). Load this page anew and send it again.";
        };
    }

    private void show(HttpServletResponse response, Damage report, String fault) throws IOException {
        if (!fault.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
        response.setContentType("text/html");
        response.setHeader("Cache-Control", "no-store");
        Html.write(
                response.getWriter(),
                getServletContext(),
                "report.html",
                "Report a damage",
                Map.of(
                        "id", report.id(),
                        "fault", fault,
                        "kinds", kinds(report.kind()),
                        "place", report.place(),
                        "description", report.description()));
    }

    private static Html kinds(String chosen) {
        return Html.all(KINDS.stream()
                .map(kind -> new Html("<option" + (kind.equals(chosen) ? " selected" : "") + ">" + kind + "</option>"))
                .toList());
    }

    private Optional<Damage> find(HttpServletRequest request) {
        return reports.find(request.getParameter("id"), Person.of(request));
    }

    private static String text(HttpServletRequest request, String name) {
        var text = request.getParameter(name);
        return text == null ? "" : text.strip();
    }

    private static void redirect(HttpServletResponse response, String page, Damage report) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", page + "?id=" + report.id());
    }
}
