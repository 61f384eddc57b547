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
 * A server for every provider of the list, and for every provider a key that exists once in the
 * world. All keys are in the environment at once, as they would be on a machine of someone who has
 * them all.
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

  /** Every server plays the same part. */
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

  /** Every provider of the list that a key can be sent to. */
  public static List<Provider> providers() {
    List<Provider> providers = new ArrayList<>();
    for (Provider provider : Catalog.load().providers()) {
      if (provider.takesKey()) {
        providers.add(provider);
      }
    }
    return providers;
  }

  /** Byok's own variables for a provider's key and host. */
  public static Map<String, String> variables(Provider provider, String key, String host) {
    String variable = EnvironmentKeys.ownVariable(new KeyName(provider.id(), null));
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(variable, key);
    variables.put(variable.replace("_API_KEY", "_HOST"), host);
    if (provider.auth() == Provider.Auth.AWS) {
      variables.put("AWS_REGION", "us-east-1");
    }
    // A key of another name, which none of byok's own may give way to.
    for (String conventional : provider.env()) {
      variables.put(conventional, "sk-decoy" + key.substring(3));
    }
    return variables;
  }

  /** The header that carries a key, down to the key itself. */
  public static String credential(Provider provider, String key) {
    boolean aws = provider.auth() == Provider.Auth.AWS;
    String header = aws ? "Authorization" : provider.auth().header();
    return header + ": " + (aws ? "Bearer " : provider.auth().prefix()) + key + "\r\n";
  }

  /** The path that the provider's own base URL has. */
  public static String path(Provider provider) {
    String base = provider.baseUrl();
    return base == null ? "/v1" : URI.create(base.replace("{region}", "us-east-1")).getPath();
  }

  /** What leads byok to all of them. */
  public Map<String, String> env() {
    return Map.copyOf(env);
  }

  /** What all keys, and no other text, hold. */
  public String unique() {
    return unique;
  }

  public String key(String provider) {
    return java.util.Objects.requireNonNull(keys.get(provider));
  }

  /** The base URL that leads to a provider's server. */
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
