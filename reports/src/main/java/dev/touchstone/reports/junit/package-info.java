/** The verdict as continuous integration systems read tests. */
package dev.touchstone.reports.junit;
