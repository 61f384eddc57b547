package dev.byok.testing;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.keys.EnvironmentKeys;
import dev.byok.keys.names.KeyName;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A server for every provider of the list, and for each a key that is unique in the world. All keys
 * are in the environment at once, as on a machine whose user has them all.
 */
public final class ProviderFleet implements Closeable {
  private final String unique = UUID.randomUUID().toString().replace("-", "");
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, RawServer> servers = new LinkedHashMap<>();
  private final Map<String, String> env = new LinkedHashMap<>();

  /** How one provider's server answers. */
  @FunctionalInterface
  public interface Part {
    RawServer.Script of(String key, List<RawServer> earlier);
  }

  private ProviderFleet() {}

  /** Starts all servers with the same part. */
  public static ProviderFleet start(Part part) throws IOException {
    ProviderFleet fleet = new ProviderFleet();
    for (Provider provider : providers()) {
      String canary = "sk-" + fleet.keys.size() + "x" + fleet.unique;
      List<RawServer> earlier = List.copyOf(fleet.servers.values());
      RawServer server = RawServer.start(part.of(canary, earlier));
      fleet.keys.put(provider.id(), canary);
      fleet.servers.put(provider.id(), server);
      fleet.env.putAll(variables(provider, canary, server.url() + path(provider)));
    }
    return fleet;
  }

  /** Returns every provider of the list that takes a key. */
  public static List<Provider> providers() {
    List<Provider> providers = new ArrayList<>();
    for (Provider provider : Catalog.load().providers()) {
      if (provider.takesKey()) {
        providers.add(provider);
      }
    }
    return providers;
  }

  /** Returns byok's own variables for a key and host, and decoys in conventional ones. */
  public static Map<String, String> variables(Provider provider, String key, String host) {
    String variable = EnvironmentKeys.ownVariable(new KeyName(provider.id(), null));
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(variable, key);
    variables.put(variable.replace("_API_KEY", "_HOST"), host);
    if (provider.auth() == Provider.Auth.AWS) {
      variables.put("AWS_REGION", "us-east-1");
    }
    // Byok's own variables take precedence, so a conventional one is never used.
    for (String conventional : provider.env()) {
      variables.put(conventional, "sk-decoy" + key.substring(3));
    }
    return variables;
  }

  /** Returns the header line that carries a key. */
  public static String credential(Provider provider, String key) {
    boolean aws = provider.auth() == Provider.Auth.AWS;
    String header = aws ? "Authorization" : provider.auth().header();
    return header + ": " + (aws ? "Bearer " : provider.auth().prefix()) + key + "\r\n";
  }

  /** Returns the path of the provider's own base URL. */
  public static String path(Provider provider) {
    String base = provider.baseUrl();
    return base == null ? "/v1" : URI.create(base.replace("{region}", "us-east-1")).getPath();
  }

  /** Returns the variables that lead byok to all servers. */
  public Map<String, String> env() {
    return Map.copyOf(env);
  }

  /** Returns the text that all keys contain, and nothing else. */
  public String unique() {
    return unique;
  }

  public String key(String provider) {
    return java.util.Objects.requireNonNull(keys.get(provider));
  }

  /** Returns the base URL of a provider's server. */
  public String host(String provider) {
    String variable = EnvironmentKeys.ownVariable(new KeyName(provider, null));
    return java.util.Objects.requireNonNull(env.get(variable.replace("_API_KEY", "_HOST")));
  }

  public List<String> requests(String provider) {
    return java.util.Objects.requireNonNull(servers.get(provider)).requests();
  }

  @Override
  public void close() throws IOException {
    for (RawServer server : servers.values()) {
      server.close();
    }
  }
}
