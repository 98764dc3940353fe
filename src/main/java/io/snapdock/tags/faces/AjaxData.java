package io.snapdock.tags.faces;

import jakarta.faces.FacesException;
import jakarta.faces.component.behavior.AjaxBehavior;
import jakarta.faces.component.behavior.ClientBehavior;
import jakarta.faces.component.search.SearchExpressionContext;
import jakarta.faces.context.FacesContext;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code f:ajax} asks for, as data. Faces itself would write a script into an {@code on…} attribute, which there is none of for these events, and which a strict Content Security Policy
 * does not run.
 */
final class AjaxData {

    private AjaxData() {}

    /** @throws FacesException for a behavior that is not {@code f:ajax}: all that is known of it is a script */
    static String of(FacesContext context, DockInput dock) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (Map.Entry<String, List<ClientBehavior>> event :
                dock.getClientBehaviors().entrySet()) {
            for (ClientBehavior behavior : event.getValue()) {
                if (!(behavior instanceof AjaxBehavior ajax)) {
                    throw new FacesException("snap:dock takes f:ajax and no other behavior");
                }
                if (!ajax.isDisabled()) {
                    all.add(of(context, dock, event.getKey(), ajax));
                }
            }
        }
        return all.build().toString();
    }

    private static JsonObject of(FacesContext context, DockInput dock, String event, AjaxBehavior ajax) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("event", event)
                .add(
                        "execute",
                        ajax.getExecute().isEmpty() ? dock.getClientId(context) : ids(context, dock, ajax.getExecute()))
                .add("render", ids(context, dock, ajax.getRender()));
        addIfSet(json, "delay", ajax.getDelay());
        addIfSet(json, "onevent", ajax.getOnevent());
        addIfSet(json, "onerror", ajax.getOnerror());
        if (ajax.isResetValuesSet()) {
            json.add("resetValues", ajax.isResetValues());
        }
        return json.build();
    }

    private static void addIfSet(JsonObjectBuilder json, String name, String value) {
        if (value != null) {
            json.add(name, value);
        }
    }

    /** Client ids. Of the words the browser knows {@code @form}, {@code @all} and {@code @none}; what {@code @this} is to it is the hidden input. */
    private static String ids(FacesContext context, DockInput dock, Collection<String> expressions) {
        SearchExpressionContext from = SearchExpressionContext.createSearchExpressionContext(context, dock);
        return expressions.stream()
                .map(each -> List.of("@form", "@all", "@none").contains(each)
                        ? each
                        : context.getApplication().getSearchExpressionHandler().resolveClientId(from, each))
                .collect(Collectors.joining(" "));
    }
}
