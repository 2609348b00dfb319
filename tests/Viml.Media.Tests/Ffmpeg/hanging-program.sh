#!/bin/sh
# Stands in for a program that starts and then gives no sign of life.
sleep 600 &
wait
