package io.snapdock.tags.faces;

import io.snapdock.host.SnapdockException;
import io.snapdock.host.Ticket;
import io.snapdock.tags.ModuleAddress;
import io.snapdock.tags.ShownDock;
import io.snapdock.tags.ShownDocks;
import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ResourceDependency;
import jakarta.faces.component.UIInput;
import jakarta.faces.component.behavior.ClientBehavior;
import jakarta.faces.component.behavior.ClientBehaviorContext;
import jakarta.faces.component.behavior.ClientBehaviorHolder;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.event.AbortProcessingException;
import jakarta.faces.event.ComponentSystemEvent;
import jakarta.faces.event.ListenerFor;
import jakarta.faces.event.PostAddToViewEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * {@code <snap:dock>}: photos from a phone as an input of Jakarta Faces. Its value is the ticket, a string; empty without photos.
 *
 * <p>It renders {@code <snap-dock>} with a hidden input in it, as Faces' own AJAX sends no other controls than HTML's. Nothing of it needs a script in the markup: {@code f:ajax} is told in
 * data, which {@code dock.js} hands to {@code faces.ajax.request}.
 */
@ResourceDependency(library = "jakarta.faces", name = "faces.js", target = "head")
@ResourceDependency(library = "snapdock-faces", name = "dock.js", target = "head")
@ListenerFor(systemEventClass = PostAddToViewEvent.class)
public class DockInput extends UIInput implements ClientBehaviorHolder {

    /** As faces-config.xml has it. */
    public static final String COMPONENT_TYPE = "io.snapdock.Dock";

    private static final String CHANGE = "change";

    /** Of the element's README; {@code snap-progress} comes too often to ask a server each time. */
    private static final List<String> EVENTS = List.of(
            CHANGE,
            "snap-ready",
            "snap-phone",
            "snap-photo",
            "snap-removed",
            "snap-order",
            "snap-busy",
            "snap-idle",
            "snap-expiring",
            "snap-ended",
            "snap-error");

    /** What the element understands as it is written. */
    private static final List<String> PASSED_ON = List.of("min", "max", "lang", "sources", "busy", "reset", "style");

    public DockInput() {
        setRendererType(null);
    }

    @Override
    public String getFamily() {
        return COMPONENT_TYPE;
    }

    @Override
    public Collection<String> getEventNames() {
        return EVENTS;
    }

    @Override
    public String getDefaultEventName() {
        return CHANGE;
    }

    /** There must be an HTTP session before a large page has gone out in part. */
    @Override
    public void processEvent(ComponentSystemEvent event) throws AbortProcessingException {
        super.processEvent(event);
        if (event instanceof PostAddToViewEvent) {
            getFacesContext().getExternalContext().getSession(true);
        }
    }

    @Override
    public void decode(FacesContext context) {
        super.decode(context);
        Map<String, String> sent = context.getExternalContext().getRequestParameterMap();
        String ticket = sent.get(getClientId(context));
        if (ticket == null || isFixed()) {
            return;
        }
        setSubmittedValue(ticket);
        if (inputId(context).equals(sent.get(ClientBehaviorContext.BEHAVIOR_SOURCE_PARAM_NAME))) {
            String event = sent.get(ClientBehaviorContext.BEHAVIOR_EVENT_PARAM_NAME);
            for (ClientBehavior behavior : getClientBehaviors().getOrDefault(event, List.of())) {
                behavior.decode(context, this);
            }
        }
    }

    /** A browser is not believed: the ticket must be of the dock that this page has shown, else a form could take over the photos of another one. */
    @Override
    protected Object getConvertedValue(FacesContext context, Object submitted) {
        String ticket = String.valueOf(submitted);
        if (!isEmpty(submitted) && !isOfThisDock(context, ticket)) {
            String text = "These are not the photos of this form. Load the page again.";
            throw new ConverterException(new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
        }
        return super.getConvertedValue(context, submitted);
    }

    private boolean isOfThisDock(FacesContext context, String ticket) {
        try {
            return ShownDocks.isOfDock(
                    request(context), text("ref"), Ticket.parse(ticket).dockId());
        } catch (SnapdockException e) {
            // It is no ticket.
            return false;
        }
    }

    @Override
    public void encodeBegin(FacesContext context) throws IOException {
        super.encodeBegin(context);
        if (!isRendered()) {
            return;
        }
        ResponseWriter out = context.getResponseWriter();
        out.startElement("snap-dock", this);
        out.writeAttribute("id", getClientId(context), "id");
        out.writeAttribute("for", inputId(context), null);
        out.writeAttribute("session", ShownDocks.show(request(context), shown()), null);
        out.writeAttribute("data-module", ModuleAddress.of(request(context)), null);
        if (!getClientBehaviors().isEmpty()) {
            out.writeAttribute("data-ajax", AjaxData.of(context, this), null);
        }
        for (String name : PASSED_ON) {
            if (text(name) != null) {
                out.writeAttribute(name, text(name), name);
            }
        }
        if (text("styleClass") != null) {
            out.writeAttribute("class", text("styleClass"), "styleClass");
        }
        out.writeAttribute("required", isRequired(), "required");
        for (String name : List.of("disabled", "readonly", "collapsed")) {
            out.writeAttribute(name, is(name), name);
        }
        encodeInput(context, out);
        out.endElement("snap-dock");
    }

    private void encodeInput(FacesContext context, ResponseWriter out) throws IOException {
        out.startElement("input", null);
        out.writeAttribute("type", "hidden", null);
        out.writeAttribute("id", inputId(context), null);
        out.writeAttribute("name", getClientId(context), null);
        out.writeAttribute("value", shownValue(context), "value");
        out.writeAttribute("disabled", is("disabled"), "disabled");
        out.endElement("input");
    }

    /** What was sent, after a validation error; the element has its own word as soon as it knows its dock. */
    private String shownValue(FacesContext context) {
        Object value = getSubmittedValue() != null ? getSubmittedValue() : getValue();
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        @SuppressWarnings("unchecked")
        Converter<Object> converter = getConverter();
        return converter == null ? value.toString() : converter.getAsString(context, this, value);
    }

    private ShownDock shown() {
        return new ShownDock(
                text("ref"), text("title"), number("min"), number("max"), text("lang"), text("expiresIn"), isFixed());
    }

    /** Whether nothing is to be changed by it. */
    private boolean isFixed() {
        return is("readonly") || is("disabled");
    }

    private String inputId(FacesContext context) {
        return getClientId(context) + "_ticket";
    }

    private boolean is(String name) {
        return Boolean.parseBoolean(text(name));
    }

    private Integer number(String name) {
        try {
            return text(name) == null ? null : Integer.valueOf(text(name));
        } catch (NumberFormatException e) {
            throw new FacesException(name + " of " + getClientId() + " is no number", e);
        }
    }

    /** An attribute, whether written or computed; null for none. */
    private String text(String name) {
        Object value = getAttributes().get(name);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    private static HttpServletRequest request(FacesContext context) {
        ExternalContext container = context.getExternalContext();
        return (HttpServletRequest) container.getRequest();
    }
}
