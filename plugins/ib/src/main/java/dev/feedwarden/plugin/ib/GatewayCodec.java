package dev.feedwarden.plugin.ib;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The needed part of the gateway's protocol in one range of server versions: our messages as bytes, its as calls. */
interface GatewayCodec {

    /** The first bytes of a connection, sent once. */
    Buffer handshake();

    /**
     * The answer to the handshake; null for a frame that is something else, which some gateways send before it.
     *
     * @param from where the frame's payload begins
     * @param to where it ends
     */
    @Nullable
    ServerVersion version(byte[] bytes, int from, int to);

    /** Whether frames of this server version are understood. */
    boolean speaks(int serverVersion);

    /** The versions understood, for a person. */
    String versions();

    Buffer startApi(int clientId);

    Buffer currentTime();

    /** What kind of data is wanted on this connection: 1 live, 3 delayed where there is no live. Not answered. */
    Buffer marketDataType(int type);

    Buffer marketData(int request, Contract contract, String exchange);

    Buffer cancelMarketData(int request);

    /**
     * Asks for a tick-by-tick stream.
     *
     * @param word {@code Last}, {@code AllLast} or {@code BidAsk}, exactly
     */
    Buffer tickByTick(int request, Contract contract, String exchange, String word);

    Buffer cancelTickByTick(int request);

    Buffer contractData(int request, Contract contract);

    /**
     * Understands one frame and makes the call that fits; surplus fields at its end are left out.
     *
     * @throws CodecException for a frame that does not say what its kind must
     */
    void decode(byte[] bytes, int from, int to, GatewayMessages messages) throws CodecException;
}
