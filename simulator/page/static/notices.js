// Quiet strips under the bar (an invitation, a missing font, an offer) and the lost connection.

import { Component, html } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { announce } from "./announce.js";
import { emojiHaveColour } from "./emoji.js";
import { Icon } from "./icons.js";
import { keep, kept } from "./kept.js";
import { complain } from "./toasts.js";
import { locale, t } from "./words.js";

const BLINK_MS = 700; // A reload of the server's listener; not worth a word.
const STOPPED_MS = 7_000; // As long as nothing answers, somebody ended it.

/** One strip: a sentence, at most one thing to do, and a way to be rid of it. */
function Notice({ name, icon, text, action, onAction, dismiss, onDismiss, busy }) {
  return html`<div class="notice" data-notice=${name}>
    <${Icon} name=${icon} />
    <p class="notice__text">${text}</p>
    ${action &&
    html`<button
      type="button"
      class="button button--primary"
      disabled=${busy}
      onClick=${onAction}
    >${action}</button>`}
    <button type="button" class="button button--quiet" onClick=${onDismiss}>${dismiss}</button>
  </div>`;
}

/** The story was seen or waved away: this browser is not invited again. */
export function endInvitation() {
  keep("invited", "yes");
}

/** The strips that are due; `offer` is false once people of another language are welcome. */
export class Notices extends Component {
  state = { plain: false, resetting: false };

  async componentDidMount() {
    if (kept("emoji") === "known") return;
    this.setState({ plain: !(await emojiHaveColour()) });
  }

  decline = () => {
    endInvitation();
    this.setState({});
  };

  knowEmoji = () => {
    keep("emoji", "known");
    this.setState({ plain: false });
  };

  startOver = async () => {
    this.setState({ resetting: true });
    await act("reset", { locale: locale() }).catch(complain);
    this.setState({ resetting: false });
    this.props.onOfferEnd();
  };

  render({ world, story, offer, onStory, onOfferEnd }, { plain, resetting }) {
    const foreign = offer && world.locale !== locale();
    const invited = story || foreign || kept("invited") === "yes";
    return html`<section class="notices" aria-label=${t("shell.notices")}>
      ${!invited &&
      html`<${Notice}
        name="invite"
        icon="sparkle"
        text=${t("shell.invite")}
        action=${t("shell.invite.start")}
        onAction=${onStory}
        dismiss=${t("shell.invite.later")}
        onDismiss=${this.decline}
      />`}
      ${foreign &&
      html`<${Notice}
        name="offer"
        icon="globe"
        text=${t("shell.offer")}
        action=${t(resetting ? "shell.resetting" : "shell.offer.accept")}
        onAction=${this.startOver}
        busy=${resetting}
        dismiss=${t("shell.offer.decline")}
        onDismiss=${onOfferEnd}
      />`}
      ${plain &&
      html`<${Notice}
        name="emoji"
        icon="info"
        text=${t("shell.emoji")}
        dismiss=${t("shell.dismiss")}
        onDismiss=${this.knowEmoji}
      />`}
    </section>`;
  }
}

/** Says that the connection is lost: nothing for a blink, then trying, then stopped. */
export class LostLink extends Component {
  state = { phase: null };
  timers = [];

  componentDidMount() {
    this.componentDidUpdate({ link: "live" });
  }

  componentDidUpdate({ link }) {
    if (link === this.props.link) return;
    this.timers.forEach(clearTimeout);
    if (this.props.link === "lost") {
      this.timers = [
        setTimeout(() => this.phase("lost"), BLINK_MS),
        setTimeout(() => this.phase("stopped"), STOPPED_MS),
      ];
    } else if (this.state.phase) {
      this.setState({ phase: null });
      announce(t("shell.back"));
    }
  }

  componentWillUnmount() {
    this.timers.forEach(clearTimeout);
  }

  phase(phase) {
    this.setState({ phase });
    announce(t(`shell.${phase}`));
  }

  render(_, { phase }) {
    if (!phase) return null;
    return html`<div class="lost" data-link=${phase}>
      <span class="spinner" aria-hidden="true"></span><p>${t(`shell.${phase}`)}</p>
    </div>`;
  }
}
