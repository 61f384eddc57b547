# JReleaser makes this file from dist/brew of https://github.com/{{repoOwner}}/{{repoName}}: change it there, not here.
class {{brewFormulaName}} < Formula
  desc "{{projectDescription}}"
  homepage "{{{projectLinkHomepage}}}"
  # The URLs contain the version too, and `brew audit --strict` may call this line redundant. But some
  # versions of brew take the version from "x86_64" in a URL.
  version "{{projectVersion}}"
  license "{{projectLicense}}"

  livecheck do
    url :stable
    strategy :github_latest
  end

  on_macos do
    on_arm do
      url "{{{artifactOsx-aarch_64Url}}}"
      sha256 "{{artifactOsx-aarch_64ChecksumSha256}}"
    end
    on_intel do
      url "{{{artifactOsx-x86_64Url}}}"
      sha256 "{{artifactOsx-x86_64ChecksumSha256}}"
    end
  end

  on_linux do
    on_arm do
      url "{{{artifactLinux-aarch_64Url}}}"
      sha256 "{{artifactLinux-aarch_64ChecksumSha256}}"
    end
    on_intel do
      url "{{{artifactLinux-x86_64Url}}}"
      sha256 "{{artifactLinux-x86_64ChecksumSha256}}"
    end
  end

  # On macOS, Homebrew gives libraries new names (ids) and then signs them again, ad hoc. This line exempts
  # the libraries of the Java runtime, whose names begin with @rpath: they keep their signatures. The native
  # libraries of Conscrypt and JLine have other names, so they are renamed and signed. That does not affect
  # the signature of runtime/bin/java, by which the keychain identifies byok.
  preserve_rpath

  # No dependency on a JDK: the Java runtime is in the archive.
  def install
    libexec.install Dir["*"]
    # The launcher follows links to find its runtime, so it needs no wrapper and no JAVA_HOME.
    bin.install_symlink libexec/"bin/byok"
    # These are links, so that libexec, where byok looks for its files, stays complete.
    bash_completion.install_symlink libexec/"completions/byok.bash" => "byok"
    zsh_completion.install_symlink libexec/"completions/_byok"
    fish_completion.install_symlink libexec/"completions/byok.fish"
    man1.install_symlink Dir[libexec/"share/man/man1/*.1"]
  end

  test do
    # This does not touch the user's keys or ledger, and no prompt can leave the machine: one
    # provider is byok's own, the other does not exist.
    ENV["BYOK_HOME"] = (testpath/"byok").to_s
    assert_equal "byok #{version}", shell_output("#{bin}/byok --version").lines.first.chomp
    assert_equal "hi\n", shell_output("#{bin}/byok run -m demo/echo hi")
    refused = shell_output("#{bin}/byok run -m nobody/nothing hi 2>&1", 3)
    assert_match "byok: unknown provider \"nobody\"", refused
    assert_equal (zsh_completion/"_byok").read, shell_output("#{bin}/byok completion zsh")
  end
end
