package io.snapdock.webhook;

import java.util.List;

/** Messages, the newest first. */
public record MessageList(List<MessageView> messages) {

    public MessageList {
        messages = List.copyOf(messages);
    }
}
