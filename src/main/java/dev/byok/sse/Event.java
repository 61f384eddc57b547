package dev.byok.sse;

/**
 * A server-sent event.
 *
 * @param type the {@code event} field, or {@code message} when there was none
 * @param data the {@code data} lines, joined by newlines
 */
public record Event(String type, String data) {}
