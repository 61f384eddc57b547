package dev.byok.cli.serve;

import dev.byok.serve.Permits;
import dev.byok.serve.RequestLog;
import java.util.Map;

/**
 * What a gateway is opened for.
 *
 * @param command as the ledger names it
 * @param tags of the ledger's entries
 * @param permits who may use it
 * @param log learns of each request
 */
record GatewayUse(String command, Map<String, String> tags, Permits permits, RequestLog log) {}
