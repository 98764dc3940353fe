package io.snapdock.tags.jsp;

import io.snapdock.tags.ModuleAddress;
import io.snapdock.tags.ShownDock;
import io.snapdock.tags.ShownDocks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.jsp.PageContext;
import jakarta.servlet.jsp.tagext.DynamicAttributes;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code <snap:dock>}: photos from a phone in a form of a JSP. What it is not told by name it passes on to the element: {@code id}, {@code class}, {@code busy}, {@code sources} and others. */
public class DockTag extends SimpleTagSupport implements DynamicAttributes {

    private static final String HAS_MODULE = DockTag.class.getName();

    private final Map<String, Object> more = new LinkedHashMap<>();
    private String name;
    private String ref;
    private String title;
    private Integer min;
    private Integer max;
    private String lang;
    private String expiresIn;
    private boolean required;
    private boolean readonly;
    private boolean disabled;

    public void setName(String name) {
        this.name = name;
    }

    public void setRef(String ref) {
        this.ref = ref;
    }

    public void setTitle(String title) {
        this.title = orNull(title);
    }

    public void setMin(Integer min) {
        this.min = min;
    }

    public void setMax(Integer max) {
        this.max = max;
    }

    public void setLang(String lang) {
        this.lang = orNull(lang);
    }

    public void setExpiresIn(String expiresIn) {
        this.expiresIn = orNull(expiresIn);
    }

    public void setRequired(boolean required) {
        this.required = required;
    }

    public void setReadonly(boolean readonly) {
        this.readonly = readonly;
    }

    public void setDisabled(boolean disabled) {
        this.disabled = disabled;
    }

    @Override
    public void setDynamicAttribute(String uri, String localName, Object value) {
        more.put(localName, value);
    }

    @Override
    public void doTag() throws IOException {
        PageContext page = (PageContext) getJspContext();
        HttpServletRequest request = (HttpServletRequest) page.getRequest();
        var shown = new ShownDock(ref, title, min, max, lang, expiresIn, readonly || disabled);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("name", name);
        attributes.put("session", ShownDocks.show(request, shown));
        attributes.put("min", min);
        attributes.put("max", max);
        attributes.put("lang", lang);
        attributes.put("required", required);
        attributes.put("readonly", readonly);
        attributes.put("disabled", disabled);
        more.forEach(attributes::putIfAbsent);
        var markup = new StringBuilder();
        if (request.getAttribute(HAS_MODULE) == null) {
            request.setAttribute(HAS_MODULE, true);
            Map<String, Object> module = new LinkedHashMap<>();
            module.put("type", "module");
            module.put("src", ModuleAddress.of(request));
            element(markup, "script", module);
        }
        element(markup, "snap-dock", attributes);
        getJspContext().getOut().print(markup);
    }

    private static void element(StringBuilder markup, String tag, Map<String, Object> attributes) {
        markup.append('<').append(tag);
        attributes.forEach((attribute, value) -> {
            if (Boolean.TRUE.equals(value)) {
                markup.append(' ').append(attribute);
            } else if (value != null && !Boolean.FALSE.equals(value)) {
                markup.append(' ')
                        .append(attribute)
                        .append("=\"")
                        .append(escaped(value))
                        .append('"');
            }
        });
        markup.append("></").append(tag).append('>');
    }

    private static String escaped(Object value) {
        return value.toString()
                .replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String orNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
