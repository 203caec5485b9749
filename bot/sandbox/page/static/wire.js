// The line to the sandbox: pictures come in, deeds go out. It reconnects by itself.

const RETRY_MS = 500;

export class Wire {
  constructor(hear) {
    this.hear = hear; // called with every message that is not the answer to a deed
    this.waiting = new Map();
    this.last = 0;
    this.me = null;
    this.connect();
  }

  connect() {
    this.socket = new WebSocket(`ws://${location.host}/wire`);
    this.socket.onopen = () => {
      if (this.me) this.post({ do: "become", as: this.me });
      this.hear({ connected: true });
    };
    this.socket.onmessage = (event) => this.receive(JSON.parse(event.data));
    this.socket.onclose = () => {
      for (const settle of this.waiting.values()) settle({ failed: "the sandbox is gone" });
      this.waiting.clear();
      this.hear({ connected: false });
      setTimeout(() => this.connect(), RETRY_MS);
    };
  }

  receive(message) {
    if (message.id === undefined) return this.hear(message);
    const settle = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (settle) settle(message.answer);
  }

  become(name) {
    this.me = name;
    this.post({ do: "become", as: name });
  }

  // Asks for a deed; resolves with what the person saw at once.
  act(deed) {
    if (this.socket.readyState !== WebSocket.OPEN) {
      return Promise.resolve({ failed: "the sandbox is gone" });
    }
    const id = ++this.last;
    return new Promise((settle) => {
      this.waiting.set(id, settle);
      this.post({ ...deed, id });
    });
  }

  post(message) {
    this.socket.send(JSON.stringify(message));
  }
}
