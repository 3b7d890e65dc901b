/** Owns the first line that runs in the window: styles, then the application. */
import "./styles/index.css";
import { mount } from "svelte";
import App from "./app/App.svelte";
import { countRefusals } from "./app/refusals";

countRefusals();

const target = document.getElementById("app");
if (target === null) {
  throw new Error("index.html has no element #app");
}

mount(App, { target });
