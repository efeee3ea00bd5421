package io.github.flexyfleet.fleet.notify;

import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** In which form a notice is sent. */
public enum NoticeForm {
    /** For programs: {@code type}, {@code timestamp}, {@code data}, as Standard Webhooks has it. */
    JSON {
        @Override
        ObjectNode body(Notice notice) {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.put("type", "flexy." + notice.kind().word());
            body.put("timestamp", notice.time().truncatedTo(ChronoUnit.SECONDS).toString());
            ObjectNode data = body.putObject("data");
            data.put("fleet", notice.fleet());
            data.put("what", notice.what());
            ArrayNode devices = data.putArray("devices");
            notice.items()
                    .forEach(item -> devices.addObject()
                            .put("device", item.device())
                            .put("what", item.what())
                            .put("mend", item.mend()));
            return body;
        }
    },
    /** A card for a workflow of Microsoft Teams that is started by a webhook. */
    TEAMS {
        @Override
        ObjectNode body(Notice notice) {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.put("type", "message");
            ObjectNode attachment = body.putArray("attachments").addObject();
            attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
            ObjectNode card = attachment.putObject("content");
            card.put("type", "AdaptiveCard").put("version", "1.4");
            ArrayNode blocks = card.putArray("body");
            block(blocks, title(notice)).put("weight", "Bolder").put("size", "Medium");
            block(blocks, notice.what());
            ArrayNode facts = blocks.addObject().put("type", "FactSet").putArray("facts");
            shown(notice)
                    .forEach(item ->
                            facts.addObject().put("title", item.device()).put("value", words(item)));
            rest(notice).forEach(words -> block(blocks, words));
            return body;
        }

        private ObjectNode block(ArrayNode blocks, String text) {
            return blocks.addObject().put("type", "TextBlock").put("text", text).put("wrap", true);
        }
    },
    /** A message for an incoming webhook of Slack. */
    SLACK {
        @Override
        ObjectNode body(Notice notice) {
            StringBuilder text =
                    new StringBuilder("*").append(escaped(title(notice))).append("*\n");
            text.append(escaped(notice.what()));
            shown(notice)
                    .forEach(item -> text.append("\n• `")
                            .append(escaped(item.device()))
                            .append("` ")
                            .append(escaped(words(item))));
            rest(notice).forEach(words -> text.append('\n').append(words));
            return JsonMapper.shared().createObjectNode().put("text", text.toString());
        }

        /** What Slack would read as a command or a link. */
        private String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    };

    /** A message of more devices is read by nobody. */
    private static final int SHOWN = 20;

    /** The body to send. */
    abstract ObjectNode body(Notice notice);

    private static String title(Notice notice) {
        return "Fleet " + notice.fleet() + ": " + notice.kind().word();
    }

    private static List<Notice.Item> shown(Notice notice) {
        return notice.items().subList(0, Math.min(SHOWN, notice.items().size()));
    }

    private static List<String> rest(Notice notice) {
        int more = notice.items().size() - SHOWN;
        return more > 0 ? List.of("and " + more + " more") : List.of();
    }

    private static String words(Notice.Item item) {
        return item.mend().isEmpty() ? item.what() : item.what() + " / " + item.mend();
    }
}
