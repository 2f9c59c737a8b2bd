// The page says everything without this. It opens what a link leads to, counts what the filter leaves, and copies commands.
(function () {
  'use strict';

  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var e = target; e; e = e.parentElement) {
      if (e.tagName === 'DETAILS') e.open = true;
    }
    if (target) target.scrollIntoView();
  }
  window.addEventListener('hashchange', openTarget);
  openTarget();

  var shown = document.getElementById('shown');
  var rows = document.querySelectorAll('.rules tbody tr');
  function count() {
    var n = Array.prototype.filter.call(rows, function (row) { return getComputedStyle(row).display !== 'none'; }).length;
    shown.textContent = n + ' of ' + rows.length + ' rules shown';
  }
  if (shown) {
    document.querySelector('.filter').addEventListener('change', count);
    count();
  }

  if (navigator.clipboard) {
    document.querySelectorAll('.command').forEach(function (command) {
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.addEventListener('click', function () {
        navigator.clipboard.writeText(command.textContent).then(function () {
          button.textContent = 'Copied';
        }, function () {
          button.textContent = 'Select and copy by hand';
        });
      });
      command.after(button);
    });
  }
})();
