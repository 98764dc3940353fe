package example.damages;

import io.snapdock.host.SnapdockException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;

/** What stands in the form of one damage. */
@Named
@ViewScoped
public class DamageForm implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private DamageReports reports;

    private String id;
    private String photos;
    private String place;
    private boolean sent;

    /** The form is valid: it and its photos end in the application's own tables. */
    public String send() throws IOException {
        try {
            reports.submit(Damage.begin(id, "demo").filled("Hail", place, ""), photos);
            return "form.xhtml?faces-redirect=true&sent=true&id=" + id;
        } catch (SnapdockException e) {
            var text = "Look at the photos once more, and send the form again (" + e.code() + ").";
            FacesContext.getCurrentInstance().addMessage("form:photos", new FacesMessage(text));
            return null;
        }
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getPhotos() {
        return photos;
    }

    public void setPhotos(String photos) {
        this.photos = photos;
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public boolean isSent() {
        return sent;
    }

    public void setSent(boolean sent) {
        this.sent = sent;
    }
}
