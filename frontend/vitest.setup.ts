/** Owns what every unit test has at hand: the matchers for the document. */
import "@testing-library/jest-dom/vitest";
