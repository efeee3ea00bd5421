// Finds devices by any word of their row. Without scripts the search is not shown.
(function () {
  "use strict";
  var form = document.getElementById("find");
  var text = document.getElementById("find-text");
  var outcome = document.getElementById("find-outcome");
  var count = document.getElementById("find-count");
  var sites = Array.prototype.slice.call(document.querySelectorAll("details.site"));
  var devices = sites.map(function (site) {
    return Array.prototype.map.call(site.querySelectorAll("tbody.device"), function (body) {
      return { body: body, words: body.rows[0].textContent.toLowerCase(), outcome: body.getAttribute("data-outcome") };
    });
  });
  var opened = sites.map(function (site) { return site.open; });
  function find() {
    var word = text.value.trim().toLowerCase();
    var wanted = outcome.value;
    var searching = word !== "" || wanted !== "";
    var found = 0;
    sites.forEach(function (site, at) {
      var here = 0;
      devices[at].forEach(function (device) {
        var fits = (word === "" || device.words.indexOf(word) >= 0) && (wanted === "" || device.outcome === wanted);
        device.body.hidden = !fits;
        here += fits ? 1 : 0;
      });
      site.hidden = here === 0;
      site.open = searching ? here > 0 && found < 200 : opened[at];
      found += here;
    });
    count.textContent = searching ? found + (found === 1 ? " device" : " devices") : "";
  }
  function show() {
    var target = location.hash.indexOf("#device-") === 0 && document.getElementById(location.hash.substring(1));
    var site = target && target.closest("details");
    if (site) {
      site.open = true;
      target.scrollIntoView();
    }
  }
  text.addEventListener("input", find);
  outcome.addEventListener("change", find);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", show);
  form.hidden = false;
  show();
})();
