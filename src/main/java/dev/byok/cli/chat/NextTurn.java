package dev.byok.cli.chat;

import dev.byok.routing.Route;
import dev.byok.sessions.Session;

/**
 * What is about to be sent.
 *
 * @param asked the session with the question last
 * @param reference the model to ask, as the user names it
 */
record NextTurn(Session asked, String reference, Route route) {}
