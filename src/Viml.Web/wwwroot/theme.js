// Sets the chosen theme before the first paint; runs as a plain script for that reason.
(() => {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
