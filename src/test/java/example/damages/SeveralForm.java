package example.damages;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** What stands in a form for two damages. */
@Named
@ViewScoped
public class SeveralForm implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private DamageReports reports;

    private String id;
    private List<Row> damages;

    /** Stores the photos of those that have some. */
    public String send() throws IOException {
        for (Row row : getDamages()) {
            if (row.photos != null && !row.photos.isEmpty()) {
                reports.submit(Damage.begin(row.id, "demo").filled("Hail", "Here", ""), row.photos);
            }
        }
        return null;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public List<Row> getDamages() {
        if (damages == null) {
            damages = List.of(new Row(id + "-a"), new Row(id + "-b"));
        }
        return damages;
    }

    /** One row. */
    public static class Row implements Serializable {

        private static final long serialVersionUID = 1;

        private final String id;
        private String photos;

        Row(String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }

        public String getPhotos() {
            return photos;
        }

        public void setPhotos(String photos) {
            this.photos = photos;
        }
    }
}
