package dev.feedwarden.supervisor.feed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The lower steps to an endpoint, one by one, each on a socket that is closed again. Every method blocks, within its limit. */
final class Dial {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final URI endpoint;
    private final int millis;

    Dial(URI endpoint, int millis) {
        this.endpoint = endpoint;
        this.millis = millis;
    }

    boolean secure() {
        return scheme().equals("wss");
    }

    boolean webSocket() {
        return scheme().equals("ws") || secure();
    }

    String dns() throws IOException {
        InetAddress[] found = InetAddress.getAllByName(host());
        return found[0].getHostAddress() + (found.length == 1 ? "" : " and " + (found.length - 1) + " more");
    }

    String tcp() throws IOException {
        try (Socket socket = connected()) {
            return "port " + socket.getPort();
        }
    }

    String tls() throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (Socket plain = connected();
                SSLSocket socket = (SSLSocket) factory.createSocket(plain, host(), port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(host(), port()), millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private String host() throws IOException {
        if (endpoint.getHost() == null) {
            throw new IOException("expected a host in '" + endpoint + "'");
        }
        return endpoint.getHost();
    }

    private int port() {
        if (endpoint.getPort() >= 0) {
            return endpoint.getPort();
        }
        return secure() ? HTTPS : HTTP;
    }

    private String scheme() {
        return Objects.requireNonNullElse(endpoint.getScheme(), "").toLowerCase(Locale.ROOT);
    }
}
