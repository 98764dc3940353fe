package example.damages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The damage of a page without Faces. Here an application would look whether it is that of the user. */
@Named("damage")
@RequestScoped
public class DamagePage {

    @Inject
    private HttpServletRequest request;

    @Inject
    private DamageReports reports;

    public String getId() {
        return request.getParameter("id");
    }

    /** @param ticket empty when the page is shown for the first time */
    public String take(String ticket) throws IOException {
        if (ticket.isEmpty()) {
            return "";
        }
        reports.submit(Damage.begin(getId(), "demo").filled("Hail", "Here", ""), ticket);
        return "Thank you";
    }
}
