package dev.feedwarden.plugin.ib;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text protocol of server versions 176 to 178, which have one layout. The range that is offered is wider at its lower
 * end, as other clients do; the upper end keeps away from the protobuf messages that begin at 201.
 */
final class TextCodec implements GatewayCodec {

    private static final int LEAST = 176;
    private static final int MOST = 178;
    private static final String RANGE = "v157..178";

    private static final int TICK_PRICE = 1;
    private static final int TICK_SIZE = 2;
    private static final int NOTICE = 4;
    private static final int NEXT_VALID_ID = 9;
    private static final int CONTRACT_DATA = 10;
    private static final int MANAGED_ACCOUNTS = 15;
    private static final int TICK_GENERIC = 45;
    private static final int TICK_STRING = 46;
    private static final int CURRENT_TIME = 49;
    private static final int CONTRACT_DATA_END = 52;
    private static final int MARKET_DATA_TYPE = 58;
    private static final int TICK_PARAMETERS = 81;
    private static final int TICK_BY_TICK = 99;

    /** Fields of a contract's identity that a known contract id makes needless. */
    private static final String NO_STRIKE = "0.0";

    private final Fields fields = new Fields();
    private final ContractReader contracts = new ContractReader();

    @Override
    public Buffer handshake() {
        return Buffer.buffer("API\0").appendInt(RANGE.length()).appendString(RANGE, StandardCharsets.US_ASCII.name());
    }

    @Override
    public @Nullable ServerVersion version(byte[] bytes, int from, int to) {
        try {
            if (fields.over(bytes, from, to).left() != 2) {
                return null;
            }
            int number = fields.integer("version");
            return number >= 100 || number == ServerVersion.REDIRECT
                    ? new ServerVersion(number, fields.text("time"))
                    : null;
        } catch (CodecException e) {
            return null;
        }
    }

    @Override
    public boolean speaks(int serverVersion) {
        return serverVersion >= LEAST && serverVersion <= MOST;
    }

    @Override
    public String versions() {
        return LEAST + " to " + MOST;
    }

    @Override
    public Buffer startApi(int clientId) {
        return Message.of(71).add(2).add(clientId).empty(1).end();
    }

    @Override
    public Buffer currentTime() {
        return Message.of(CURRENT_TIME).add(1).end();
    }

    @Override
    public Buffer marketDataType(int type) {
        return Message.of(59).add(1).add(type).end();
    }

    @Override
    public Buffer marketData(int request, Contract contract, String exchange) {
        Message message = Message.of(1).add(11).add(request);
        return identity(message, contract, exchange)
                .add(0) // no delta-neutral contract
                .empty(1) // no generic ticks
                .add(0) // no snapshot
                .add(0) // no regulatory snapshot: it costs money
                .empty(1)
                .end();
    }

    @Override
    public Buffer cancelMarketData(int request) {
        return Message.of(2).add(2).add(request).end();
    }

    @Override
    public Buffer tickByTick(int request, Contract contract, String exchange, String word) {
        return identity(Message.of(97).add(request), contract, exchange)
                .add(word)
                .add(0) // no ticks of the past
                .add(0) // sizes are not left out
                .end();
    }

    @Override
    public Buffer cancelTickByTick(int request) {
        return Message.of(98).add(request).end();
    }

    @Override
    public Buffer contractData(int request, Contract contract) {
        return identity(Message.of(9).add(8).add(request), contract, "")
                .add(0) // no expired contracts
                .empty(3)
                .end();
    }

    @Override
    public void decode(byte[] bytes, int from, int to, GatewayMessages messages) throws CodecException {
        fields.over(bytes, from, to);
        int id = fields.integer("message");
        switch (id) {
            case TICK_PRICE -> price(messages);
            case TICK_SIZE -> {
                fields.skip(1);
                messages.tickSize(fields.integer("request"), fields.integer("type"), fields.decimal("size"));
            }
            case NOTICE -> notice(messages);
            case NEXT_VALID_ID -> {
                fields.skip(1);
                messages.nextValidId(fields.whole("id"));
            }
            case CONTRACT_DATA -> messages.contractData(fields.integer("request"), contracts.read(fields));
            case MANAGED_ACCOUNTS -> {
                fields.skip(1);
                messages.managedAccounts(fields.text("accounts"));
            }
            case TICK_GENERIC -> {
                fields.skip(1);
                messages.tickGeneric(fields.integer("request"), fields.integer("type"), fields.decimal("value"));
            }
            case TICK_STRING -> {
                fields.skip(1);
                messages.tickString(fields.integer("request"), fields.integer("type"), fields.text("text"));
            }
            case CURRENT_TIME -> {
                fields.skip(1);
                messages.currentTime(fields.whole("time"));
            }
            case CONTRACT_DATA_END -> {
                fields.skip(1);
                messages.contractDataEnd(fields.integer("request"));
            }
            case MARKET_DATA_TYPE -> {
                fields.skip(1);
                messages.marketDataType(fields.integer("request"), fields.integer("type"));
            }
            case TICK_PARAMETERS -> messages.tickParameters(fields.integer("request"));
            case TICK_BY_TICK -> tickByTick(messages);
            default -> messages.skipped(id);
        }
    }

    private static Message identity(Message message, Contract contract, String exchange) {
        return message.add(contract.conId())
                .empty(3) // symbol, kind, last trade
                .add(NO_STRIKE)
                .empty(2) // right, multiplier
                .add(exchange)
                .empty(4); // primary exchange, currency, local symbol, trading class
    }

    private void price(GatewayMessages messages) throws CodecException {
        fields.skip(1);
        messages.tickPrice(
                fields.integer("request"),
                fields.integer("type"),
                fields.decimal("price"),
                fields.decimal("size"),
                fields.more() ? fields.integer("mask") : 0);
    }

    private void notice(GatewayMessages messages) throws CodecException {
        int layout = fields.integer("version");
        if (layout == 1) {
            messages.notice(-1, 0, fields.prose("text"));
        } else if (layout == 2) {
            messages.notice(fields.integer("id"), fields.integer("code"), fields.prose("text"));
        } else {
            throw new CodecException("field 1 (version): expected an error of version 1 or 2, found " + layout
                    + ": the layout of a newer server");
        }
    }

    private void tickByTick(GatewayMessages messages) throws CodecException {
        int request = fields.integer("request");
        int kind = fields.integer("kind");
        switch (kind) {
            case 1, 2 ->
                messages.trade(
                        request,
                        fields.whole("time"),
                        fields.decimal("price"),
                        fields.decimal("size"),
                        fields.integer("mask"));
            case 3 ->
                messages.bidAsk(
                        request,
                        fields.whole("time"),
                        fields.decimal("bid"),
                        fields.decimal("ask"),
                        fields.decimal("bid size"),
                        fields.decimal("ask size"));
            default -> messages.skipped(TICK_BY_TICK);
        }
    }
}
