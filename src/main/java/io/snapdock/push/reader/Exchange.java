package io.snapdock.push.reader;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** What a resource method is given for its answer, which becomes a stream. All four by {@code @Context}. */
public record Exchange(SseEventSink sink, Sse sse, HttpServletRequest request, HttpServletResponse response) {}
