package io.snapdock.web;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * Writes records as JSON by JSON-B. Our own writer, because servers differ in which JSON library they put in front (WildFly
 * brings Jackson as well), and events must look like answers.
 */
@Produces(MediaType.APPLICATION_JSON)
public class JsonWriter implements MessageBodyWriter<Record> {

    /** Thread-safe by the specification of JSON-B. Absent members are left out, as the API's description says. */
    private static final Jsonb JSONB = JsonbBuilder.create();

    /** The JSON text of a record: for events, and where no answer is written. */
    public static String write(Record value) {
        return JSONB.toJson(value);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeTo(
            Record value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(write(value).getBytes(StandardCharsets.UTF_8));
    }
}
