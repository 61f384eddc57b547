# Made by JReleaser from dist/brew of https://github.com/{{repoOwner}}/{{repoName}}: change it there, not here.
class {{brewFormulaName}} < Formula
  desc "{{projectDescription}}"
  homepage "{{{projectLinkHomepage}}}"
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

  # On macOS Homebrew gives libraries install names of its own and then signs them anew, ad hoc. The
  # runtime finds its libraries by @rpath wherever it lies, and the keychain knows byok by the
  # signature that the release has given it: both must stay as they are.
  preserve_rpath

  # No dependency on a JDK: the Java runtime is in the archive.
  def install
    libexec.install Dir["*"]
    # The launcher follows links to the runtime beside it: no wrapper, no JAVA_HOME.
    bin.install_symlink libexec/"bin/byok"
    # Links, so that the archive stays whole in libexec, where byok looks for its own files.
    bash_completion.install_symlink libexec/"completions/byok.bash" => "byok"
    zsh_completion.install_symlink libexec/"completions/_byok"
    fish_completion.install_symlink libexec/"completions/byok.fish"
    man1.install_symlink Dir[libexec/"share/man/man1/*.1"]
  end

  test do
    # Neither the keys nor the ledger of whoever runs this are touched.
    ENV["BYOK_HOME"] = (testpath/"byok").to_s
    assert_equal "byok #{version}", shell_output("#{bin}/byok --version").lines.first.chomp
    assert_equal "hi\n", shell_output("#{bin}/byok run -m demo/echo hi")
    # Exit code 3 is a key that is not stored: it is said without a keychain and without a network.
    refused = shell_output("#{bin}/byok run -m openai/gpt-5.6-luna hi 2>&1", 3)
    assert_match "byok: there is no key \"openai\"", refused
    assert_equal (zsh_completion/"_byok").read, shell_output("#{bin}/byok completion zsh")
  end
end
