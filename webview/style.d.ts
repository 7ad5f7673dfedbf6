// The bundler puts what a page imports together: dist/webview.css, dist/compare.css, dist/graph.css.

declare module '*.css';
