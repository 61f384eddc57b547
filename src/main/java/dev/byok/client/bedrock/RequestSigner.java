package dev.byok.client.bedrock;

import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.secrets.Secret;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Adds proof of who asks: an API key, or the SDK's signature (SigV4) of the whole request. */
public final class RequestSigner {
  /** The transport writes this header itself, with the same value. */
  private static final String HOST = "host";

  private final Clock clock;

  public RequestSigner(Clock clock) {
    this.clock = clock;
  }

  /** Returns the same request with the proof. Its secrets are not opened until it is sent. */
  Request signed(Request request, BedrockCredentials credentials) {
    List<Header> headers = new ArrayList<>(request.headers());
    if (credentials instanceof BedrockCredentials.ApiKey key) {
      headers.add(new Header.Credential("Authorization", "Bearer ", key.key()));
    } else if (credentials instanceof BedrockCredentials.AccessKey key) {
      return signed(request, key, "bedrock");
    }
    return request.with(headers);
  }

  /**
   * Returns the same request with a signature.
   *
   * @param service the name of AWS's service that the signature is for
   */
  public Request signed(Request request, BedrockCredentials.AccessKey key, String service) {
    List<Header> headers = new ArrayList<>(request.headers());
    headers.addAll(signature(request, key, service));
    return request.with(headers);
  }

  private List<Header> signature(
      Request request, BedrockCredentials.AccessKey key, String service) {
    SdkHttpRequest unsigned =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(request.uri())
            .build();
    SignRequest.Builder<AwsCredentialsIdentity> order =
        SignRequest.builder(identity(key))
            .request(unsigned)
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
            .putProperty(AwsV4HttpSigner.REGION_NAME, key.region())
            .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock);
    byte[] body = request.bytes();
    if (body != null) {
      order.payload(payload(body));
    }
    SignedRequest signed = AwsV4HttpSigner.create().sign(order.build());
    List<Header> headers = new ArrayList<>();
    for (Map.Entry<String, List<String>> header : signed.request().headers().entrySet()) {
      for (String value : header.getValue()) {
        add(header.getKey(), value, headers);
      }
    }
    return headers;
  }

  private static ContentStreamProvider payload(byte[] body) {
    return new ContentStreamProvider() {
      @Override
      public java.io.InputStream newStream() {
        return new ByteArrayInputStream(body);
      }
    };
  }

  private static AwsCredentialsIdentity identity(BedrockCredentials.AccessKey key) {
    Secret token = key.sessionToken();
    return token == null
        ? AwsCredentialsIdentity.create(key.id().open(), key.secret().open())
        : AwsSessionCredentialsIdentity.create(key.id().open(), key.secret().open(), token.open());
  }

  private static void add(String name, String value, List<Header> headers) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case HOST -> {}
      case "authorization" -> {
        int scheme = value.indexOf(' ') + 1;
        headers.add(
            new Header.Credential(
                name, value.substring(0, scheme), Secret.of(value.substring(scheme))));
      }
      case "x-amz-security-token" -> headers.add(new Header.Credential(name, "", Secret.of(value)));
      default -> headers.add(new Header.Plain(name, value));
    }
  }
}
