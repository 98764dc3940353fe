package io.snapdock.support.engine;

import io.snapdock.support.Condition;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A page in one of the other browsers. */
public abstract class EnginePage {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public abstract void navigate(String url);

    /** Puts files into a file input, as its dialog does it. */
    public abstract void choose(String selector, List<Path> files);

    /** A PNG of what the window shows. */
    public abstract byte[] screenshot();

    /**
     * Runs a script.
     *
     * @param expression its value must be a string
     */
    abstract String evaluateString(String expression);

    /** Moves and presses a pointer; both protocols have the same words for that (WebDriver, section 15.7). */
    abstract void perform(JsonArray actions);

    /** The value of an expression, as far as JSON can say it. */
    public JsonValue evaluate(String expression) {
        var json = evaluateString("JSON.stringify([" + expression + "])");
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().get(0);
        }
    }

    /** An expression of all elements of the page, and of the shadow root in which it shows a dock. */
    public static String all(String selector) {
        return "[document, document.querySelector('snap-dock')?.shadowRoot].flatMap((root) => [...(root?.querySelectorAll(%s) ?? [])])"
                .formatted(quoted(selector));
    }

    public List<String> texts(String selector) {
        return evaluate(all(selector) + ".map(({ textContent }) => textContent)")
                .asJsonArray()
                .getValuesAs(JsonString::getString);
    }

    /** Waits until an expression is true. */
    public void await(String expression) {
        try {
            Condition.await(
                    expression,
                    PATIENCE,
                    () -> evaluate("!!(" + expression + ")").equals(JsonValue.TRUE));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nThe page says:\n" + evaluate("document.body.innerText"), e);
        }
    }

    public void awaitText(String selector, String text) {
        await("%s[0]?.textContent === %s".formatted(all(selector), quoted(text)));
    }

    public void awaitCount(String selector, int count) {
        await("%s.length === %d".formatted(all(selector), count));
    }

    /** Clicks into the middle of the first element that a selector finds, as soon as a click there hits it. */
    public void click(String selector) {
        var middle = """
                ((element) => {
                  element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
                  const { x, y, width, height } = element?.getBoundingClientRect() ?? {};
                  const middle = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
                  return element?.contains(element.getRootNode().elementFromPoint(middle.x, middle.y)) ? middle : null;
                })(%s[0])
                """.formatted(all(selector));
        await(middle);
        var point = evaluate(middle).asJsonObject();
        var move = Json.createObjectBuilder()
                .add("type", "pointerMove")
                .add("origin", "viewport")
                .add("x", point.getInt("x"))
                .add("y", point.getInt("y"));
        var steps =
                Json.createArrayBuilder().add(move).add(button("pointerDown")).add(button("pointerUp"));
        var mouse = Json.createObjectBuilder()
                .add("type", "pointer")
                .add("id", "mouse")
                .add("actions", steps);
        perform(Json.createArrayBuilder().add(mouse).build());
    }

    private static JsonObject button(String type) {
        return Json.createObjectBuilder().add("type", type).add("button", 0).build();
    }

    /** A literal of JavaScript. */
    static String quoted(String text) {
        return Json.createValue(text).toString();
    }
}
