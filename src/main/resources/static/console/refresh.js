// Keeps the page as the server has it, without a reload: what a reader has opened, marked or focused stays.
(() => {
  'use strict';
  const seconds = Number(document.body.dataset.refreshSeconds);
  if (!seconds) return;
  let answered = new Date();

  async function refresh() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, {headers: {Accept: 'text/html'}, cache: 'no-store', signal: AbortSignal.timeout(10000)});
      if (answer.redirected) return location.reload(); // signed out meanwhile
      if (!answer.ok) throw new Error('HTTP ' + answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      document.title = fresh.title;
      for (const part of document.querySelectorAll('[data-live]')) {
        const news = fresh.getElementById(part.id);
        if (news) morph(part, news);
      }
      answered = new Date();
      say('');
    } catch (failure) {
      // an old page that looks new is worse than none
      say(`Bellwether has not answered since ${answered.toISOString().slice(11, 19)} UTC. What stands below may be old.`);
    }
  }

  function say(trouble) {
    const place = document.getElementById('unreachable');
    if (!place || place.textContent === trouble) return;
    place.textContent = trouble;
    place.hidden = trouble === '';
  }

  // Changes only what differs. Elements with an id are found again wherever they have moved to.
  function morph(old, fresh) {
    if ('keep' in old.dataset) return;
    for (const {name} of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
    }
    for (const {name, value} of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    let at = old.firstChild;
    for (const node of [...fresh.childNodes]) {
      let match = at;
      if (node.id) {
        const known = document.getElementById(node.id);
        match = known && known.parentNode === old ? known : null;
      } else if (!at || at.id || at.nodeName !== node.nodeName) {
        match = null;
      }
      if (!match) {
        old.insertBefore(document.importNode(node, true), at);
        continue;
      }
      if (match === at) at = at.nextSibling; else old.insertBefore(match, at);
      if (match.isEqualNode(node)) continue;
      if (match.nodeType === Node.ELEMENT_NODE && match.dataset) morph(match, node);
      else if (match.nodeType === Node.ELEMENT_NODE) match.replaceWith(document.importNode(node, true));
      else match.nodeValue = node.nodeValue;
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  setInterval(refresh, seconds * 1000);
  document.addEventListener('visibilitychange', refresh);
})();
