// Stand-ins for modules that VS Code Server imports but can do without: the real ones need a compiler and system libraries.

const spdlog = `
const fs = require('fs');
const path = require('path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.level = 2;
    this.plain = false;
    this.file = file;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      fs.appendFileSync(this.file, this.plain ? message : time + ' [' + levels[level] + '] ' + message + '\\n');
    } catch {}
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.plain = false; }
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}
const create = async (name, file) => new Logger(file);
exports.version = 0;
exports.setFlushOn = () => {};
exports.setLevel = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
exports.Logger = Logger;
`;

/** Package name → CommonJS text. */
export const serverStubs: Readonly<Record<string, string>> = {
  // The git extension copies working trees with it.
  '@vscode/fs-copyfile': 'exports.cp = require("fs/promises").cp;',
  '@vscode/native-watchdog': 'exports.start = () => {};',
  '@vscode/deviceid': 'exports.getDeviceId = async () => "00000000-0000-0000-0000-000000000000";',
  '@vscode/windows-registry': 'exports.GetStringRegKey = () => undefined;',
  '@vscode/windows-process-tree':
    'exports.getProcessList = (pid, done) => done([]); exports.getProcessTree = (pid, done) => done(undefined);',
  '@vscode/ripgrep-universal': 'exports.rgPath = require("@vscode/ripgrep").rgPath;',
  '@vscode/spdlog': spdlog,
};
