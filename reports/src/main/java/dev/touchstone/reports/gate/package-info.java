/** Policy as data: whether a verdict will do. */
package dev.touchstone.reports.gate;
