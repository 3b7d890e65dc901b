/** Owns the first line that runs in the window: styles, then the application. */
import "./styles/index.css";
import { countRefusals } from "./app/refusals";

countRefusals();

// Not a static import: the way to the desk is opened once the document is read, and with a static
// one the document would wait for the whole application to be read and run.
void import("./app/begin");
