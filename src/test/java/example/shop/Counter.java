package example.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** For the page of Faces. */
@Named
@RequestScoped
public class Counter {
    private String text = "";

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public int getLength() {
        return text.length();
    }
}
