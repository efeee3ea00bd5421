package io.github.flexyfleet.fleet.doctor;

/** There is something to send, and nothing was lost. */
final class QueueCheck implements DeviceCheck {
    @Override
    public String link() {
        return "tags and messages";
    }

    /** What was lost is lost; new messages pass. */
    @Override
    public boolean blocks(DoctorCode problem) {
        return problem != DoctorCode.DROPPED;
    }

    @Override
    public Verdict look(Patient patient) {
        var queue = patient.status().queue();
        if (queue.tags() == 0) {
            return new Verdict.Problem(DoctorCode.NO_TAGS, "no tag is published");
        }
        if (queue.dropped() > 0) {
            return new Verdict.Problem(
                    DoctorCode.DROPPED, queue.dropped() + " messages were dropped since its last start");
        }
        return new Verdict.Ok(queue.tags() + " tags, " + queue.sequence() + " messages since its start, "
                + queue.waiting() + " waiting");
    }
}
